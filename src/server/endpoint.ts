import type * as z from 'zod';
import type { Session } from '../app.ts';
import type { Caller, Scope } from './authenticator.ts';
import type { LiveChanges } from './live/live-changes.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request whose shape is right. What its values mean is checked by the use case. */
export interface EndpointRequest<Query = unknown, Body = unknown> {
  readonly session: Session;
  /** Null where anybody may ask and nobody is signed in. */
  readonly caller: Caller | null;
  /** By name, as in the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly headers: Headers;
  /** Whether browsers reach the server by https. */
  readonly isSecure: boolean;
  readonly live: LiveChanges;
  /** Whether who sent it would still be let in. */
  readonly isLetIn: () => Promise<boolean>;
  /** The server ends. */
  readonly ending: AbortSignal;
}

/** A document in pieces, which may be too long for memory. */
export interface Pieces {
  readonly type: string;
  readonly chunks: AsyncIterable<string>;
}

export interface Answer {
  /** The first status of the endpoint where absent. */
  readonly status?: number;
  /** As JSON; absent where there is nothing to say. */
  readonly json?: unknown;
  readonly pieces?: Pieces;
  /** What goes on until one side ends it. */
  readonly stream?: { readonly body: ReadableStream<Uint8Array>; readonly headers: Readonly<Record<string, string>> };
  readonly headers?: Readonly<Record<string, string>>;
}

/** A part of the API, as data: it is mounted, described and tested from here. */
export interface Endpoint<Query extends z.ZodType = z.ZodType, Body extends z.ZodType = z.ZodType> {
  readonly method: Method;
  /** Below `/api/v1`, with parameters in braces. A parameter `id` is a UUID. */
  readonly path: string;
  /** The name of the operation for generated clients. */
  readonly name: string;
  readonly summary: string;
  /** What the caller must be allowed; `none`: anybody may ask. */
  readonly scope: Scope | 'none';
  /** An object; each field is text, or a list of text where a parameter may be repeated. */
  readonly query?: Query;
  readonly body?: Body;
  /** Whether it can be asked without a body. */
  readonly isBodyOptional?: boolean;
  /** Whether an `Idempotency-Key` makes a repeated request harmless. */
  readonly takesKey?: boolean;
  /** A body that is no JSON: `run` gets a RawBody. */
  readonly rawBody?: { readonly types: readonly string[]; readonly mostBytes: number };
  readonly answer: {
    readonly status: 200 | 201 | 204;
    readonly schema?: z.ZodType;
    /** The content types of an answer that is not JSON. */
    readonly types?: readonly string[];
  };
  /**
   * What an answer depends on. `record`: the record of the person, their settings, the day and the request, so that an
   * unchanged one is known before it is read. Where absent: the clock too, so that its text tells.
   */
  readonly changesWith?: 'record';
  /** Whether past classes are first marked as attended, by the setting `assume_attended`. */
  readonly marksByHabit?: boolean;
  readonly run: (request: EndpointRequest<z.infer<Query>, z.infer<Body>>) => Promise<Answer>;
}

/** Checks the types of an endpoint where it is defined, and hides them where it is run. */
export function defineEndpoint<Query extends z.ZodType = z.ZodType, Body extends z.ZodType = z.ZodType>(
  endpoint: Endpoint<Query, Body>,
): Endpoint {
  return endpoint as unknown as Endpoint;
}
