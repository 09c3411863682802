import { useState } from 'preact/hooks';

interface SecretOnceProps {
  /** What it is: `The token`. */
  readonly name: string;
  readonly secret: string;
}

/** A secret that is shown this once, ready to be taken along. */
export function SecretOnce({ name, secret }: SecretOnceProps) {
  const [isCopied, setIsCopied] = useState(false);
  // Browsers offer it on https and on this machine only.
  const canCopy = 'clipboard' in navigator;
  return (
    <div class="secret">
      <label for="secret">{name}, shown this once</label>
      <input id="secret" class="mono" readOnly value={secret} onFocus={(event) => event.currentTarget.select()} />
      {canCopy && (
        <button type="button" onClick={() => void navigator.clipboard.writeText(secret).then(() => setIsCopied(true))}>
          {isCopied ? 'Copied' : 'Copy'}
        </button>
      )}
    </div>
  );
}
