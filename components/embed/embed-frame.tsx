import { BrandMark } from '@/components/shell/brand';
import { readTheme } from '@/components/shell/theme';
import { OpenLink } from './open-link';
import { ReportHeight } from './report-height';

/** What stands around an embed: what it shows, the way to its page in a tab of its own, and nothing that leads elsewhere. */
export function EmbedFrame({
  title,
  caption,
  badge,
  theme,
  children,
}: {
  title: string;
  caption?: string;
  /** Where its values come from. */
  badge?: React.ReactNode;
  /** `light` or `dark`; anything else follows whoever reads it. */
  theme: string | undefined;
  children: React.ReactNode;
}) {
  const fixed = readTheme(theme);
  return (
    <main className="embed" data-theme={fixed === 'system' ? undefined : fixed}>
      <header className="embed-head">
        <h1>{title}</h1>
        {caption ? <span className="caption">{caption}</span> : null}
        {badge}
      </header>
      {children}
      <footer className="embed-foot">
        <span className="brand">
          <BrandMark />
          Mirrorscope
        </span>
        <OpenLink />
      </footer>
      <ReportHeight />
    </main>
  );
}
