import { Command } from './command';

/** Everything goes out again in the forms in which it could come in. */
export function BringOut() {
  return (
    <>
      <p>What is here, shipped or imported, goes out in the forms in which it could have come in:</p>
      <Command
        lines={[
          'npm run lab -- export model ID ./folder',
          'npm run lab -- export explainer ID ./folder',
          'npm run lab -- export TARGET --task patch --out rows.jsonl',
          'npm run lab -- export TARGET --task patch --form predictions --explainer ID --out x_predictions.json',
          'npm run lab -- export TARGET --task patch --form parquet --out questions.parquet',
        ]}
      />
      <dl>
        <dt>Folders</dt>
        <dd>
          A model as Hugging Face’s libraries read it; an explainer with its <code>explainer.json</code>, an
          adapter as PEFT reads it, or with <code>--whole</code> added to its base. A folder is made where
          nothing is yet, in one piece.
        </dd>
        <dt>The paper’s forms</dt>
        <dd>
          <code>--form published</code>, which is meant where none is named: patching rows, ablation rows and
          feature labels; <code>--form predictions</code>: what one explainer said of them. Imported again
          they give the same questions and the same answers. Vectors are among the rows of questions that were
          measured on this machine; the store does not keep them.
        </dd>
        <dt>Tables</dt>
        <dd>
          <code>csv</code> and <code>parquet</code> have a row a question: what is asked and was measured, as
          text and whole (<code>body</code>, <code>truth</code>), the facets, and for each explainer what it
          said and the verdict. <code>jsonl</code> is what the API gives. <code>--split</code> chooses
          training, validation or test questions.
        </dd>
        <dt>Of any size</dt>
        <dd>
          Rows are written as they are read, some hundred at a time, into a file that takes the place of the
          old one when it is whole.
        </dd>
      </dl>
    </>
  );
}
