import type { NextRequest } from 'next/server';
import { ENDPOINTS } from '@/lib/api/endpoints';
import { parseQuery } from '@/lib/api/parse';
import { listCalibration, store } from '@/lib/store';
import { respond } from '../respond';

/** How sure explainers are, and how often they are right then. */
export function GET(request: NextRequest) {
  return respond(async () => {
    const { target, ...rest } = parseQuery(ENDPOINTS.calibration.query, request.nextUrl.searchParams);
    return { calibration: await listCalibration(store(), { targetId: target, ...rest }) };
  });
}
