const PATHS = {
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="M10.5 10.5 14 14" />
    </>
  ),
  previous: <path d="M14 8H3M7 4 3 8l4 4" />,
  next: <path d="M2 8h11M9 4l4 4-4 4" />,
  down: <path d="m4 6 4 4 4-4" />,
  play: <path d="M5 3v10l8-5z" />,
  link: <path d="M6 9.5 10 6.5M9 3.5l1-1a2.6 2.6 0 0 1 3.6 3.6l-2 2M7 12.5l-1 1A2.6 2.6 0 0 1 2.4 10l2-2" />,
  copy: <path d="M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  edit: <path d="M3 13h2.5L13 5.500 10.500 3 3 10.500zM9 4.500 11.500 7" />,
  table: <path d="M2.500 3.500h11v9h-11zM2.500 6.500h11M2.500 9.500h11M6.500 3.500v9" />,
  grid: (
    <path d="M2.500 2.500h4.500v4.500H2.500zM9 2.500h4.500v4.500H9zM2.500 9h4.500v4.500H2.500zM9 9h4.500v4.500H9z" />
  ),
  shuffle: (
    <path d="M2 4.500h2.500l6 7H14M2 11.500h2.500l1.700-2M8.800 6.500l1.700-2H14M12 2.500l2 2-2 2M12 9.500l2 2-2 2" />
  ),
  warning: <path d="M8 2.200 14.500 13.500h-13zM8 6.500v3.500M8 11.800v.2" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="3" />
      <path d="M8 1.500v1.700M8 12.800v1.700M1.500 8h1.700M12.800 8h1.700M3.400 3.400l1.200 1.200M11.400 11.400l1.200 1.200M12.600 3.400l-1.200 1.200M4.600 11.400l-1.200 1.200" />
    </>
  ),
  moon: <path d="M13 9.700A5.700 5.700 0 0 1 6.300 3a5.700 5.700 0 1 0 6.700 6.700z" />,
  contrast: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.500v11a5.500 5.500 0 0 0 0-11z" fill="currentColor" />
    </>
  ),
} as const;

export type IconName = keyof typeof PATHS;

/** A 16-unit line drawing in the colour of the text. Always beside words, or in a control that has a name. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      {PATHS[name]}
    </svg>
  );
}
