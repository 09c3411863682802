import { BrowserPanel } from './browser-panel.tsx';
import { SharePanel } from './share-panel.tsx';
import { TokenPanel } from './token-panel.tsx';

/** What may reach the account: browsers, programs, and whoever has the address of a shared calendar. */
export function AccessPage() {
  return (
    <>
      <header class="page-head">
        <h1>Devices and sharing</h1>
      </header>
      <BrowserPanel />
      <TokenPanel />
      <SharePanel />
    </>
  );
}
