import { encode } from 'uqr';

/** A text as a QR code: dark on light in both schemes, with the quiet zone that readers need. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(text, { border: 4 });
  const dots = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .filter((each) => each !== '')
    .join('');
  return (
    <svg class="qr" role="img" aria-label={`QR code: ${label}`} viewBox={`0 0 ${size} ${size}`}>
      <rect width={size} height={size} fill="#fff" />
      <path d={dots} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}
