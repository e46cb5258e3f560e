import { type Response } from 'express';
import { type Trace } from '../execution/trace.js';

/** An answer in GraphQL's shape to a request that is none. */
export const sendError = (response: Response, status: number, code: string, message: string, trace?: Trace): void => {
  response.status(status).json({ errors: [{ message, extensions: { code, ...(trace === undefined ? {} : { traceId: trace.traceId }) } }] });
};
