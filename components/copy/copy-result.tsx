'use client';

import { useEffect, useState } from 'react';
import type { Copied } from './browser';

/** What became of the last choice: said, and given to be taken by hand where the clipboard did not take it. */
export function CopyResult({
  result,
  making,
  fault,
}: {
  result: Copied | null;
  /** What is being made right now. */
  making: string | null;
  /** Why nothing was made. */
  fault: string | null;
}) {
  const kind = result?.kind;
  return (
    <div className="copied">
      <p className="caption" role="status">
        {making
          ? `Making ${making}`
          : (fault ??
            (result
              ? result.taken
                ? `${result.kind.name} is in your clipboard.`
                : refusal(result)
              : 'Choose what to copy.'))}
      </p>
      {result && !result.taken && typeof result.made === 'string' ? (
        <textarea
          key={kind?.id}
          className="field manual-copy"
          readOnly
          rows={4}
          value={result.made}
          aria-label={`${result.kind.name}, to be copied by hand`}
          autoFocus
          onFocus={(event) => event.target.select()}
        />
      ) : null}
      {result && kind?.extension ? (
        <SaveLink key={kind.id} file={`${result.name}.${kind.extension}`} made={result.made} />
      ) : null}
    </div>
  );
}

const refusal = ({ made }: Copied): string =>
  typeof made === 'string'
    ? 'This browser did not let the page copy it. It is below, to be copied by hand.'
    : 'This browser did not let the page copy a picture. Save it as a file instead.';

const TYPES: Readonly<Record<string, string>> = {
  svg: 'image/svg+xml',
  csv: 'text/csv',
  json: 'application/json',
};

/** What was made, as a file. */
function SaveLink({ file, made }: { file: string; made: string | Blob }) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const type = TYPES[file.slice(file.lastIndexOf('.') + 1)];
    const url = URL.createObjectURL(typeof made === 'string' ? new Blob([made], { type }) : made);
    setAddress(url);
    return () => URL.revokeObjectURL(url);
  }, [file, made]);
  return address ? (
    <a className="small" href={address} download={file}>
      Save {file}
    </a>
  ) : null;
}
