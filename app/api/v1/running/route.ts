import { NextResponse } from 'next/server';
import { artefactsFolder } from '@/app/_data/artefacts';
import { followed, runFolders } from '@/lib/runs/folder';
import { respond } from '../respond';

export const dynamic = 'force-dynamic';

/** Runs that were begun on this machine, the newest first, with how far each is. */
export function GET() {
  return respond(async () => {
    const runs = await Promise.all((await runFolders(artefactsFolder())).map(followed));
    return NextResponse.json({ runs }, { headers: { 'Cache-Control': 'no-store' } });
  });
}
