'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { loadLocation, submitLocation } from '@/lib/locations/actions'
import type { Location } from '@/lib/locations/queries'
import type { LocationFields } from '@/lib/locations/schemas'
import type { Refusal } from '@/lib/result'
import type { Writing } from '@/lib/typed-numbers'
import { useCommandId } from './command-id'
import type { Failed } from './failure-text'
import {
  changedFields,
  checkLocation,
  emptyForm,
  formOf,
  type Fault,
  type LocationForm,
} from './location-form'
import { keptLocation } from './location-kept'

export type LocationConflict = {
  /** Null: it is gone. */
  theirs: Location | null
  /** What they changed since it was opened here. */
  fields: ReturnType<typeof changedFields>
}

type Asked = {
  merchantSlug: string
  writing: Writing
  /** Null: a new one. */
  location: Location | null
  restored: ReturnType<typeof keptLocation.read>
}

/** Only what is written of it. */
function fieldsOf(location: Location): LocationFields {
  const { code, kind, name, city, address, supplier, hours, closures } = location
  const { parcelCost, storageDayCost, capacity } = location
  return { code, kind, name, city, address, supplier, hours, closures, parcelCost, storageDayCost, capacity }
}

/** Of what the server says of `fields.code` what the form says of `code`. */
function refusedFaults({ fields = [] }: Refusal): Fault[] {
  return fields.map(({ path, code, params }) => ({ path: path.replace(/^fields\./, ''), code, params }))
}

/** The form of a place: what is typed, what is wrong with it, how it is kept over a reload and saved. */
export function useLocationEditing({ merchantSlug, writing, location, restored }: Asked) {
  const keptName = `${merchantSlug}:${location?.id ?? 'new'}`
  const commandId = useCommandId()
  const finished = useRef(false)
  const [base, setBase] = useState(() => (restored ? restored.base : location && fieldsOf(location)))
  const [version, setVersion] = useState(restored?.version ?? location?.version ?? 0)
  const [pristine, setPristine] = useState(() => (location ? formOf(location, writing) : emptyForm))
  const [begun] = useState(() => restored?.form ?? pristine)
  const form = useForm<LocationForm>({ defaultValues: begun })
  const [values, setValues] = useState(begun)
  const [strict, setStrict] = useState(false)
  const [pending, setPending] = useState(false)
  const [failed, setFailed] = useState<Failed>()
  const [refused, setRefused] = useState<Fault[]>([])
  const [conflict, setConflict] = useState<LocationConflict>()
  const dirty = JSON.stringify(values) !== JSON.stringify(pristine)
  const faults = [...(strict ? checkLocation(values, writing).faults : []), ...refused]

  const changed = useEffectEvent((next: LocationForm) => {
    setValues(structuredClone(next))
    setRefused([])
    setFailed(undefined)
  })
  useEffect(
    () => form.subscribe({ formState: { values: true }, callback: ({ values: next }) => changed(next) }),
    [form],
  )
  useEffect(() => {
    if (finished.current) return
    if (dirty) keptLocation.write(keptName, { version, base, form: values })
    else keptLocation.drop(keptName)
  }, [dirty, values, version, base, keptName])

  function put(next: LocationForm) {
    form.reset(next)
    setValues(structuredClone(next))
    setRefused([])
    setFailed(undefined)
  }

  /** @returns the place's id once it is saved; null: what is wrong is marked */
  async function save(expectedVersion = version): Promise<string | null> {
    if (pending) return null
    setStrict(true)
    const { fields } = checkLocation(form.getValues(), writing)
    if (!fields) return null
    setPending(true)
    setFailed(undefined)
    const saved = await send(fields, expectedVersion)
    if (!saved) setPending(false)
    return saved
  }

  async function send(fields: LocationFields, expectedVersion: number): Promise<string | null> {
    const said = { locationId: location?.id ?? null, expectedVersion, fields }
    const result = await submitLocation(merchantSlug, { ...said, commandId: commandId(said) }).catch(
      () => null,
    )
    if (!result) setFailed('unreachable')
    else if (result.ok) {
      finished.current = true
      keptLocation.drop(keptName)
      return result.data.locationId
    } else if (result.error.code === 'conflict') return meet(result.error, fields)
    else if (result.error.code === 'invalid' && result.error.fields) setRefused(refusedFaults(result.error))
    else setFailed(result.error)
    return null
  }

  /** Somebody was first. Where nothing was written, only closed or made the default one, there is nothing to choose. */
  async function meet(refusal: Refusal, fields: LocationFields): Promise<string | null> {
    const now = location && (await loadLocation(merchantSlug, location.id).catch(() => null))
    if (!now?.ok) {
      setFailed(refusal)
      return null
    }
    const theirs = now.data
    const changed = theirs && base ? changedFields(base, theirs) : []
    if (theirs && changed.length === 0) return send(fields, theirs.version)
    setConflict({ theirs, fields: changed })
    return null
  }

  return {
    form,
    values,
    faults,
    pending,
    failed,
    conflict,
    dirty,
    save,
    /** Back to what is saved. */
    reset: () => put(pristine),
    takeTheirs: (theirs: Location) => {
      const next = formOf(theirs, writing)
      setBase(fieldsOf(theirs))
      setVersion(theirs.version)
      setPristine(next)
      setConflict(undefined)
      put(next)
    },
    /** Saves over what they have written. */
    keepMine: async (theirs: Location): Promise<string | null> => {
      setBase(fieldsOf(theirs))
      setVersion(theirs.version)
      setConflict(undefined)
      return save(theirs.version)
    },
  }
}
