import * as Comlink from 'comlink';
import { inspectFolder } from '@/lib/engine/inspect-folder';

// Apart from the page, so that whatever a folder holds, the page goes on.
Comlink.expose({ inspectFolder });
