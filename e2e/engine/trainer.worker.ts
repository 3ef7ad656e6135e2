/** Trains in a worker of a page, as an app would: takes a provider, answers with the results of the steps or an error. */
import { webRuntime } from '@/lib/engine/runtime-web';
import { tenSteps } from './ten-steps';

onmessage = async ({ data: provider }: MessageEvent<Parameters<typeof webRuntime>[0]>) => {
  try {
    postMessage({ results: await tenSteps(await webRuntime(provider)) });
  } catch (error) {
    postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
};
