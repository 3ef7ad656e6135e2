import { Providers } from '@/components/shell/providers';

export default function LinkLayout({ children }: { children: React.ReactNode }) {
  return <Providers>{children}</Providers>;
}
