import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { Suspense } from 'react';
import { Footer } from '@/components/shell/footer';
import { Frame } from '@/components/shell/frame';
import { Header } from '@/components/shell/header';
import { Tour } from '@/components/tour/tour';
import { loadChoices } from './_data/choices';
import { loadBundle, loadChosen } from './_data/target';
import { loadTour } from './_data/tour';
import './fonts/fallback.css';
import './tokens.css';
import './components.css';
import './states.css';
import '@/components/tour/tour.css';

// Not fetched ahead: the text is painted first, in faces of the same measure (fonts/fallback.css). Next.js reads these
// calls without running them, so they hold literals alone.
const sans = localFont({
  src: './fonts/source-sans-3-latin-wght-normal.woff2',
  weight: '200 900',
  variable: '--face-sans',
  adjustFontFallback: false,
  fallback: ['Sans until it arrives', 'Sans until it arrives on Android', 'Sans until it arrives on Linux'],
  preload: false,
});
const serif = localFont({
  src: './fonts/source-serif-4-latin-400-normal.woff2',
  weight: '400',
  variable: '--face-serif',
  adjustFontFallback: false,
  fallback: ['Quotes until they arrive', 'Quotes until they arrive on Linux'],
  preload: false,
});
const mono = localFont({
  src: './fonts/jetbrains-mono-latin-wght-normal.woff2',
  weight: '100 800',
  variable: '--face-mono',
  adjustFontFallback: false,
  fallback: ['Mono until it arrives'],
  preload: false,
});

export const metadata: Metadata = {
  title: { default: 'Mirrorscope', template: '%s · Mirrorscope' },
  description: 'Read what language models say about their own computations, beside what is measured.',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfbfa' },
    { media: '(prefers-color-scheme: dark)', color: '#121417' },
  ],
};

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const { theme, level } = await loadChoices();
  // The frame stands without the store, so that a page can say what is wrong with it.
  const [models, bundle] = await Promise.all([
    loadChosen().catch(() => []),
    loadBundle().catch((): 'away' => 'away'),
  ]);
  const first = models.find(({ asked }) => asked);
  const tour = first ? await loadTour(first.id).catch(() => null) : null;
  return (
    <html
      lang="en"
      className={`${sans.variable} ${serif.variable} ${mono.variable}`}
      data-theme={theme === 'system' ? undefined : theme}
      data-level={level === 'plain' ? undefined : level}
    >
      <body>
        <Frame
          before={
            <>
              <a className="skip-link" href="#main">
                Skip to content
              </a>
              <Header targets={models} theme={theme} />
            </>
          }
          after={
            <>
              <Footer bundle={bundle} tour={tour} level={level} />
              <Suspense>
                <Tour />
              </Suspense>
            </>
          }
        >
          {children}
        </Frame>
      </body>
    </html>
  );
}
