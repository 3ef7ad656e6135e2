'use client';

import { useEffect, useRef } from 'react';

/** What an embed tells the page around it, which cannot look into it: how high it is, in pixels. */
export interface HeightMessage {
  type: 'mirrorscope:height';
  height: number;
}

/** Reports the height of the element that it stands in, now and whenever it changes. It is no secret, so that anybody may hear it. */
export function ReportHeight() {
  const here = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const embed = here.current?.parentElement;
    if (!embed || window.parent === window) return;
    const report = () => {
      const message: HeightMessage = {
        type: 'mirrorscope:height',
        height: Math.ceil(embed.getBoundingClientRect().height),
      };
      window.parent.postMessage(message, '*');
    };
    const observer = new ResizeObserver(report);
    observer.observe(embed);
    return () => observer.disconnect();
  }, []);
  return <span ref={here} hidden />;
}
