import type { StatsJson } from '../../contract/schemas/stats-schema.ts';

type Row = StatsJson['byType'][number];

/** More would be a list of everything. */
const MOST_ROWS = 8;

/** Attended and booked classes by one of their sides, each with a bar. */
export function Breakdown({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  const shown = rows.slice(0, MOST_ROWS);
  const most = Math.max(1, ...shown.map(({ booked }) => booked));
  const id = title.toLowerCase().replaceAll(' ', '-');
  if (shown.every(({ key }) => key === null)) return null;
  return (
    <section class="panel" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <table class="plain bars">
        <thead class="unseen">
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">Attended of booked</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ key, attended, booked }) => (
            <tr key={key}>
              <th scope="row">{key ?? 'none'}</th>
              <td>
                <span class="bar-cell">
                  <span class="bar-line" aria-hidden="true">
                    <span class="bar-booked" style={{ inlineSize: `${(booked / most) * 100}%` }} />
                    <span class="bar-attended" style={{ inlineSize: `${(attended / most) * 100}%` }} />
                  </span>
                  <span class="bar-number">
                    {attended}/{booked}
                  </span>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
