import * as Comlink from 'comlink';
import { inspectFolder } from '@/lib/engine/inspect-folder';
import { asChatTurn } from '@/lib/model/chat-turn';

// Apart from the page, so that whatever a folder holds, the page goes on.
Comlink.expose({ inspectFolder, asChatTurn });
