import { useApp } from '../app-context.ts';

/** What was just done, and the way back. It stays until it is put away: nobody has to hurry. */
export function Toast({ isShown = true }: { readonly isShown?: boolean }) {
  const { news, dismiss } = useApp();
  return (
    <div class="toast-place" role="status">
      {isShown && news && (
        <div class="toast" key={news.number}>
          <p>{news.text}</p>
          {news.action && (
            <button type="button" class="toast-action" onClick={news.action.run}>
              {news.action.label}
            </button>
          )}
          <button type="button" class="toast-close" aria-label="Dismiss" onClick={dismiss}>
            <span aria-hidden="true">×</span>
          </button>
        </div>
      )}
    </div>
  );
}
