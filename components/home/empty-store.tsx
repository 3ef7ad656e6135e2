import { StateBlock } from '@/components/ui/state';

/** The home page of a store without models. */
export function EmptyStore() {
  return (
    <>
      <section className="hero">
        <h1>
          <span>Language models can be trained to explain their own computations.</span>{' '}
          <span>Mirrorscope puts each explanation next to what really happens when it is measured.</span>
        </h1>
      </section>
      <StateBlock title="The store is empty" level={2}>
        <p>No model, question or explanation has been imported yet.</p>
        <p>
          <code>npm start</code> fills the store from the shipped bundle.
        </p>
      </StateBlock>
    </>
  );
}
