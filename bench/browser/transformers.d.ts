/** The little of `@huggingface/transformers` that is used here. It is fetched when the benchmark runs, and no dependency. */
declare module '@huggingface/transformers' {
  export const env: {
    allowLocalModels: boolean;
    allowRemoteModels: boolean;
    localModelPath: string;
    useBrowserCache: boolean;
    useWasmCache: boolean;
    backends: { onnx: { wasm: { wasmPaths: string; numThreads: number } } };
  };
  interface IdTensor {
    tolist(): bigint[][];
  }
  interface Tokenizer {
    (text: string): { input_ids: IdTensor; attention_mask: IdTensor };
  }
  interface CausalModel {
    generate(inputs: ReturnType<Tokenizer> & { max_new_tokens: number; do_sample: false }): Promise<IdTensor>;
  }
  export const AutoTokenizer: { from_pretrained(model: string): Promise<Tokenizer> };
  export const AutoModelForCausalLM: {
    from_pretrained(model: string, options: { device: 'wasm'; dtype: 'fp32' }): Promise<CausalModel>;
  };
}
