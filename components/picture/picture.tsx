import { VERDICT_NAMES } from '@/components/format/words';
import { BrandMark } from '@/components/shell/brand';
import { bounded, type Pictured } from './pictured';
import { VerdictShape } from './verdict-shape';

/** Size of a preview picture in pixels, as sites that show links want it. */
export const PICTURE = { width: 1200, height: 630 } as const;

/** Letters of a title that fit into one line of the larger size. */
const ONE_LINE = 42;

const SANS = 'Source Sans 3, Source Sans 3 ext';
const SERIF = 'Source Serif 4, Source Serif 4 ext';
const ROLE_COLOURS = { self: 'self', sibling: 'other', other: 'other', control: 'control' } as const;

/**
 * What was measured beside what is said, for whoever sees a link before they open it. Drawn by `next/og`, which lays out flex boxes with
 * styles of their own and knows no style sheet.
 *
 * @param colour of a token (`lightColours`)
 */
export function Picture({ of, colour }: { of: Pictured; colour: (token: string) => string }) {
  const { kind, title, measured, claims, lists, note } = bounded(of);
  return (
    <div
      style={{
        ...{ display: 'flex', flexDirection: 'column', width: '100%', height: '100%' },
        ...{ padding: '44px 64px', background: colour('paper'), color: colour('ink'), fontFamily: SANS },
      }}
    >
      <div style={{ display: 'flex', justifyContent: 'space-between', fontSize: 28, color: colour('ink-3') }}>
        <span>{kind}</span>
        <span style={{ display: 'flex', alignItems: 'center', gap: 12, color: colour('ink') }}>
          <BrandMark width={34} height={28} />
          Mirrorscope
        </span>
      </div>
      <div
        style={{
          ...{ display: 'flex', flexShrink: 0, marginTop: 20, fontWeight: 600, lineHeight: 1.15 },
          ...{ fontSize: title.length > ONE_LINE ? 39 : 50, wordBreak: 'break-word' },
        }}
      >
        {title}
      </div>
      {measured === null ? null : (
        <div style={{ display: 'flex', flexShrink: 0, marginTop: 12, fontSize: 33 }}>
          <span style={{ color: colour('ink-3'), marginRight: 14 }}>measured</span>
          <span style={{ fontWeight: 600 }}>{measured}</span>
        </div>
      )}
      <div style={{ display: 'flex', flexDirection: 'column', flexShrink: 0, marginTop: 20, gap: 12 }}>
        {claims.map((claim) => (
          <Claim key={claim.who} {...claim} colour={colour} />
        ))}
      </div>
      {lists ? <Listed {...lists} colour={colour} /> : null}
      {note === null ? null : (
        <div
          style={{
            ...{
              display: 'flex',
              marginTop: 'auto',
              flexShrink: 0,
              paddingTop: 12,
              fontFamily: SERIF,
              fontSize: 26,
            },
            ...{
              color: colour('ink-2'),
              wordBreak: 'break-word',
              borderTop: `1px solid ${colour('hairline')}`,
            },
          }}
        >
          “{note}”
        </div>
      )}
    </div>
  );
}

/** What a list has, and what it leaves out. */
function Listed({
  counted,
  filters,
  colour,
}: NonNullable<Pictured['lists']> & { colour: (token: string) => string }) {
  return (
    <div style={{ display: 'flex', flexDirection: 'column', flexShrink: 0, gap: 12 }}>
      <span style={{ fontSize: 44, fontWeight: 600 }}>{counted}</span>
      {filters.map((filter) => (
        <span
          key={filter}
          style={{ borderLeft: `6px solid ${colour('ink-3')}`, paddingLeft: 20, fontSize: 30 }}
        >
          {filter}
        </span>
      ))}
    </div>
  );
}

function Claim({
  who,
  role,
  verdict,
  text,
  colour,
}: Pictured['claims'][number] & { colour: (token: string) => string }) {
  const own = colour(ROLE_COLOURS[role]);
  return (
    <div style={{ display: 'flex', borderLeft: `6px solid ${own}`, paddingLeft: 20 }}>
      <div style={{ display: 'flex', flexDirection: 'column', width: 205, flexShrink: 0 }}>
        <span style={{ color: own, fontSize: 27, fontWeight: 600 }}>{who}</span>
        <span
          style={{ display: 'flex', alignItems: 'center', gap: 10, fontSize: 24, color: colour(verdict) }}
        >
          <VerdictShape verdict={verdict} colour={colour(verdict)} ground={colour('paper')} />
          {VERDICT_NAMES[verdict]}
        </span>
      </div>
      <div style={{ display: 'flex', flex: 1, fontFamily: SERIF, fontSize: 29, lineHeight: 1.2 }}>
        “{text}”
      </div>
    </div>
  );
}
