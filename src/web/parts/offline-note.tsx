import { formatMoment, formatRelative } from '../../render/format.ts';
import { MINUTE_MS } from '../../time/units.ts';
import { useApp } from '../app-context.ts';
import { wallTimeIn } from '../clock.ts';
import { useConnection } from '../connection.ts';

/** Says how old the calendar is where the server is not reached. */
export function OfflineNote() {
  const app = useApp();
  const { seenAt } = useConnection();
  return (
    <div role="status">
      {seenAt && (
        <p class="offline">
          <span aria-hidden="true">! </span>
          The server is not reached. You see the calendar of{' '}
          {formatMoment(wallTimeIn(app.homeZone, seenAt), { ...app, unicode: true })},{' '}
          {formatRelative(Math.max(0, app.now.getTime() - seenAt.getTime()) / MINUTE_MS)} ago. Changes need the server.
        </p>
      )}
    </div>
  );
}
