import type { InferenceSession, Tensor } from 'onnxruntime-common';
import { encodeExternal, type Graph } from '@/lib/graph';
import type { Provider } from '@/lib/words';
import { serialQueue, type Queue } from './queue';

export type TensorData = Float32Array | BigInt64Array | Uint8Array;
export type TensorKind = 'float32' | 'int64' | 'bool';

export type Feeds = Record<string, Tensor>;

/**
 * A compiled graph. Fetches may be preallocated tensors, which the run then fills where the provider can; what it returns
 * are the results either way.
 */
export interface Session {
  run(feeds: Feeds, fetches: readonly string[] | Record<string, Tensor>): Promise<Record<string, Tensor>>;
  release(): Promise<void>;
}

/** One ONNX Runtime on one provider; the only thing the rest of the project knows of either package. */
export interface Runtime {
  readonly provider: Provider;
  /** Resolves with a reason when the GPU device behind the provider is lost; absent where there is none. */
  readonly lost?: Promise<string>;
  tensor(kind: TensorKind, data: TensorData, shape: readonly number[]): Tensor;
  /**
   * @param staying outputs that another run takes: they stay where they were computed, where that is a device of its own.
   *   Whoever asked for one disposes of it, and reads no `data` of it
   */
  compile(graph: Graph, staying?: readonly string[]): Promise<Session>;
}

/** The parts that onnxruntime-node and onnxruntime-web share. */
interface OrtModule {
  InferenceSession: typeof InferenceSession;
  Tensor: typeof Tensor;
}

/**
 * Wraps an ONNX Runtime module.
 *
 * On the web all sessions share one WebAssembly instance, which waits for the GPU in the middle of a call and must not be
 * entered meanwhile: two sessions made or run at once fail ("another WebGPU EP inference session is being created",
 * "Session already started"). So everything is done in turn there. onnxruntime-node runs on threads of its own and
 * needs no queue.
 */
export function createRuntime(
  ort: OrtModule,
  provider: Provider,
  options: InferenceSession.SessionOptions,
  lost?: Promise<string>,
): Runtime {
  const inTurn: Queue = provider === 'cpu' ? (task) => task() : serialQueue();
  return {
    provider,
    lost,
    tensor(kind, data, shape) {
      if (kind === 'float32') return new ort.Tensor('float32', data as Float32Array, shape);
      if (kind === 'int64') return new ort.Tensor('int64', data as BigInt64Array, shape);
      return new ort.Tensor('bool', data as Uint8Array, shape);
    },
    async compile(graph, staying = []) {
      const { model, external } = encodeExternal(graph);
      // Each output that is read back is waited for, some milliseconds on a GPU, one after the other.
      const places = provider === 'webgpu' &&
        staying.length > 0 && { preferredOutputLocation: onGpu(staying) };
      const session = await inTurn(() =>
        ort.InferenceSession.create(model, { ...options, ...places, externalData: external }),
      );
      return {
        run(feeds, fetches) {
          // onnxruntime-web hands tensors that it is to fill back as they were.
          const wanted = provider === 'cpu' || Array.isArray(fetches) ? fetches : Object.keys(fetches);
          return inTurn(() => session.run(feeds, wanted as InferenceSession.FetchesType));
        },
        release: () => inTurn(() => session.release()),
      };
    },
  };
}

const onGpu = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, 'gpu-buffer' as const]));
