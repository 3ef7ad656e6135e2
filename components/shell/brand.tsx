/** A triangle and its reflection; as large as its place, or as its width and height say. */
export function BrandMark(size: { width?: number; height?: number }) {
  return (
    <svg viewBox="0 0 22 18" aria-hidden="true" {...size}>
      <path d="M9 2.500 1 9l8 6.500z" fill="currentColor" />
      <path d="M11 0v18" stroke="currentColor" strokeWidth="1" />
      <path d="M13.500 3.500 20.200 9l-6.700 5.500z" fill="none" stroke="currentColor" strokeWidth="1.2" />
    </svg>
  );
}
