/** Addresses of the screens about places. */
import { caseListHref, parseCaseSearch } from '@/lib/cases/search'

export function locationsHref(slug: string): string {
  return `/${slug}/settings/locations`
}

export function newLocationHref(slug: string): string {
  return `${locationsHref(slug)}/new`
}

export function locationHref(slug: string, id: string): string {
  return `${locationsHref(slug)}/${id}`
}

/** The returns that are a place's load: on their way there, or waiting there to be inspected. */
export function loadHref(slug: string, id: string): string {
  return caseListHref(slug, parseCaseSearch({ location: id, stage: 'in_transit,inspection' }))
}
