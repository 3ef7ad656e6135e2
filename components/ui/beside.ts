/** A place on the screen, in pixels from its upper left corner. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

type Size = Pick<Box, 'width' | 'height'>;

/** Between what floats and what it belongs to, and around it. */
const GAP = 8;

/**
 * Where something that floats stands beside what it is about: below it, else above, else to its right or left, wherever the
 * screen has room first; in the lower right corner where it has none. It never leaves the screen.
 */
export function beside(anchor: Box, panel: Size, screen: Size, gap = GAP): Pick<Box, 'left' | 'top'> {
  const within = (at: number, length: number, whole: number) =>
    Math.max(GAP, Math.min(at, whole - length - GAP));
  const left = within(anchor.left, panel.width, screen.width);
  const top = within(anchor.top, panel.height, screen.height);
  const [right, bottom] = [anchor.left + anchor.width, anchor.top + anchor.height];
  const places = [
    { left, top: bottom + gap },
    { left, top: anchor.top - gap - panel.height },
    { left: right + gap, top },
    { left: anchor.left - gap - panel.width, top },
  ];
  const fits = (place: Pick<Box, 'left' | 'top'>) =>
    place.left === within(place.left, panel.width, screen.width) &&
    place.top === within(place.top, panel.height, screen.height);
  return (
    places.find(fits) ?? {
      left: within(Infinity, panel.width, screen.width),
      top: within(Infinity, panel.height, screen.height),
    }
  );
}
