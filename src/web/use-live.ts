import { useEffect } from 'preact/hooks';
import { refresh } from './api/use-data.ts';

/** Shows what any program changes in the record, as soon as the server says so. */
export function useLive(): void {
  useEffect(() => {
    const events = new EventSource('/api/v1/events');
    let wasOpen = false;
    const look = () => refresh();
    events.addEventListener('changed', look);
    events.addEventListener('open', () => {
      // What was changed while the line was down was not heard.
      if (wasOpen) refresh();
      wasOpen = true;
    });
    return () => events.close();
  }, []);
}
