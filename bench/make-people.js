// Fills a database at a server with people who each have the same number of bookings, one a day, half of them ahead. The
// server makes the rows by itself: a million takes a minute.

/** @param {number} people @param {number} bookings @param {Date} now @returns {string[]} statements for an administrator */
export function makePeople(people, bookings, now) {
  const stamp = `'${now.toISOString()}'`;
  // Three quarters past the hour, so that nothing falls due just now.
  const start = `date_trunc('day', timestamp ${stamp}) + (n - ${bookings / 2}) * interval '1 day' + interval '18:45'`;
  const local = `to_char(${start}, 'YYYY-MM-DD"T"HH24:MI:SS')`;
  const person = "'person-' || p";
  return [
    `insert into users (id, name, name_key, settings_in, created_at)
       select ${person}, ${person}, ${person}, 'database', ${stamp} from generate_series(1, ${people}) p`,
    `insert into fitness_classes (id, user_id, name, type, location, duration_minutes, zone, source, created_at, updated_at, identity)
       select 'class-' || p, ${person}, 'Spin 45', 'cycling', 'Velo', 45, 'UTC', 'classpass', ${stamp}, ${stamp}, md5('Spin 45' || p)
       from generate_series(1, ${people}) p`,
    `insert into bookings (id, user_id, class_id, class_name, class_type, location, class_local, class_date, class_time, zone,
         class_datetime, duration_minutes, status, booking_source, booked_at, attended_at, created_at, updated_at, search_key)
       select gen_random_uuid()::text, ${person}, 'class-' || p, 'Spin 45', 'cycling', 'Velo', ${local}, left(${local}, 10),
         substr(${local}, 12, 5), 'UTC', ${local} || '.000Z', 45, case when n < ${bookings / 2} then 'attended' else 'booked' end,
         'classpass', ${stamp}, case when n < ${bookings / 2} then ${local} || '.000Z' end, ${stamp}, ${stamp},
         chr(31) || 'n:spin 45' || chr(31) || 't:cycling' || chr(31) || 'p:velo' || chr(31) || 's:classpass' || chr(31)
       from generate_series(1, ${people}) p, generate_series(0, ${bookings - 1}) n`,
    'vacuum analyze',
  ];
}
