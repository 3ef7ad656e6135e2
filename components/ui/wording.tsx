/**
 * The same said twice, of which a reader sees one: what the root of the page says (`data-level`) decides, so that a change of
 * level needs no new page. Phrases alone, as they stand within a sentence.
 */
export function Wording({ plain, research }: { plain: React.ReactNode; research: React.ReactNode }) {
  return (
    <>
      <span className="in-plain-words">{plain}</span>
      <span className="in-research-words">{research}</span>
    </>
  );
}
