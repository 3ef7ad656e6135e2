import { StateBlock } from '@/components/ui/state';

/** The home page of a store without models. */
export function EmptyStore() {
  return (
    <>
      <div className="head">
        <h1>Mirrorscope</h1>
      </div>
      <StateBlock title="The store is empty" level={2}>
        <p>No model, question or explanation has been imported yet.</p>
        <p>
          <code>npm start</code> fills the store from the shipped bundle.
        </p>
      </StateBlock>
    </>
  );
}
