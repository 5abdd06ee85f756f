'use server'

import { z } from 'zod'
import { act, ask } from '@/lib/action'
import type { Result } from '@/lib/result'
import {
  changeEndpoint,
  createEndpoint,
  removeEndpoint,
  resendMessage,
  rotateSecret,
  sendTest,
  switchEndpoint,
} from './commands'
import { endpointById, type Endpoint } from './queries'
import {
  changeEndpointInput,
  createEndpointInput,
  heldEndpointInput,
  resendInput,
  switchEndpointInput,
  testInput,
} from './schemas'
import type { TestAnswer } from './trial'

type Saved = { id: string; version: number }

/** A new endpoint; its secret is in the answer and in no later one. */
export async function submitEndpoint(
  merchantSlug: string,
  input: unknown,
): Promise<Result<Saved & { secret: string }>> {
  return act({ merchantSlug, schema: createEndpointInput, input }, (caller, asked, now) =>
    createEndpoint(caller, asked, now),
  )
}

/** Another name, address or choice of events. */
export async function submitEndpointChange(merchantSlug: string, input: unknown): Promise<Result<Saved>> {
  return act({ merchantSlug, schema: changeEndpointInput, input }, (caller, asked, now) =>
    changeEndpoint(caller, asked, now),
  )
}

/** The endpoint as it is now: for whoever came second, to compare. */
export async function loadEndpoint(merchantSlug: string, input: unknown): Promise<Result<Endpoint | null>> {
  return ask({ merchantSlug, schema: z.uuid(), input }, endpointById)
}

/** On or off. */
export async function submitEndpointSwitch(merchantSlug: string, input: unknown): Promise<Result<Saved>> {
  return act({ merchantSlug, schema: switchEndpointInput, input }, switchEndpoint)
}

/** Takes an endpoint away. */
export async function submitEndpointRemoval(merchantSlug: string, input: unknown): Promise<Result<Saved>> {
  return act({ merchantSlug, schema: heldEndpointInput, input }, removeEndpoint)
}

/** A new secret, which is in the answer and in no later one. */
export async function submitRotation(
  merchantSlug: string,
  input: unknown,
): Promise<Result<Saved & { secret: string; previousUntil: string }>> {
  return act({ merchantSlug, schema: heldEndpointInput, input }, rotateSecret)
}

/** Has a message sent once more. */
export async function submitResend(
  merchantSlug: string,
  input: unknown,
): Promise<Result<{ messageId: string }>> {
  return act({ merchantSlug, schema: resendInput, input }, resendMessage)
}

/** Sends a test now and tells what was answered. */
export async function submitTest(merchantSlug: string, input: unknown): Promise<Result<TestAnswer>> {
  return act({ merchantSlug, schema: testInput, input }, (caller, asked, now) => sendTest(caller, asked, now))
}
