import { connection } from 'next/server'

/** The least that a page drawn for each request can be: what every other page is compared with. */
export default async function BarePage() {
  await connection()
  return <p>bare</p>
}
