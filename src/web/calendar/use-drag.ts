import { useRef } from 'preact/hooks';
import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import type { LocalDate } from '../../time/civil.ts';

/** Marks an entry that can be dragged, by the id of its booking. */
export function draggedBy(id: string) {
  return { draggable: true, 'data-booking': id } as const;
}

/** Lets entries be dragged to another day of a grid. The handlers belong on the element around all days. */
export function useDrag(
  bookings: readonly BookingJson[],
  onMove: (booking: BookingJson, date: LocalDate) => void,
): {
  readonly onDragStart: (event: DragEvent) => void;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
  readonly onDragEnd: () => void;
} {
  const dragged = useRef<BookingJson | null>(null);
  const target = useRef<Element | null>(null);
  const aimAt = (day: Element | null) => {
    target.current?.classList.remove('is-target');
    day?.classList.add('is-target');
    target.current = day;
  };
  return {
    onDragStart(event) {
      const id = (event.target as Element).closest<HTMLElement>('[data-booking]')?.dataset['booking'];
      dragged.current = bookings.find((each) => each.id === id) ?? null;
      if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
    },
    onDragOver(event) {
      const day = dayAt(event);
      aimAt(dragged.current && day);
      // A place takes what is dragged only where its usual answer, a refusal, is prevented.
      if (dragged.current && day) event.preventDefault();
    },
    onDrop(event) {
      const [booking, date] = [dragged.current, dayAt(event)?.dataset['date']];
      if (!booking || date === undefined) return;
      event.preventDefault();
      aimAt(null);
      onMove(booking, date);
    },
    onDragEnd() {
      dragged.current = null;
      aimAt(null);
    },
  };
}

function dayAt({ target }: DragEvent): HTMLElement | null {
  return (target as Element).closest<HTMLElement>('[data-date]');
}
