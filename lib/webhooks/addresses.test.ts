import { describe, expect, it } from 'vitest'
import { addressIssue, hostOf, isPublic, parseAllowed, readUrl } from './addresses'

const none = parseAllowed(undefined)

describe('which addresses everybody can reach', () => {
  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.127.255.255',
    '192.0.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.7',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '168.63.129.16',
    '::ffff:168.63.129.16',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::127.0.0.1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '64:ff9b::127.0.0.1',
    '64:ff9b::8.8.8.8',
    '64:ff9b:1::1',
    '2002:7f00:1::1',
    '2002:808:808::1',
    '2001:0:808:808::1',
    '2001:db8::1',
    '3fff::1',
    '100::1',
    '5f00::1',
    'localhost',
    '0x7f.1',
    '127.1',
    '2130706433',
    '',
  ])('not %s', (address) => {
    expect(isPublic(address)).toBe(false)
  })

  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2a00:1450:4010:c05::64', '::ffff:8.8.8.8'])(
    '%s',
    (address) => {
      expect(isPublic(address)).toBe(true)
    },
  )
})

describe('an address as it is written', () => {
  const issueOf = (text: string, allowed = none) => {
    const read = readUrl(text, allowed)
    if ('issue' in read) return read.issue
    return addressIssue(read.url, [hostOf(read.url)], allowed)
  }

  it.each([
    ['', 'not_a_url'],
    ['shop.example/hook', 'not_a_url'],
    ['ftp://8.8.8.8/', 'not_a_url'],
    ['javascript:alert(1)', 'not_a_url'],
    ['http://8.8.8.8/', 'not_https'],
    ['https://user@8.8.8.8/', 'credentials'],
    ['https://:secret@8.8.8.8/', 'credentials'],
    ['https://8.8.8.8:25/', 'port'],
    ['https://8.8.8.8:80/', 'port'],
    ['https://8.8.8.8:443/', null],
    ['https://8.8.8.8:8443/', null],
    ['https://8.8.8.8:9000/', null],
    ['https://2130706433/', 'private_address'],
    ['https://0x7f.1/', 'private_address'],
    ['https://0177.0.0.1/', 'private_address'],
    ['https://127.1/', 'private_address'],
    ['https://①②⑦.0.0.1/', 'private_address'],
    ['https://[::1]/', 'private_address'],
    ['https://[::ffff:7f00:1]/', 'private_address'],
    ['https://[64:ff9b::7f00:1]/', 'private_address'],
    ['https://169.254.169.254/latest/meta-data', 'private_address'],
  ])('%s: %s', (text, issue) => {
    expect(issueOf(text)).toBe(issue)
  })

  it('lets named networks be private, plain and on any port', () => {
    const allowed = parseAllowed('10.0.0.0/8, ::1')
    expect(issueOf('http://10.1.2.3:81/', allowed)).toBeNull()
    expect(issueOf('http://[::1]:81/', allowed)).toBeNull()
    expect(issueOf('http://192.168.0.1/', allowed)).toBe('not_https')
    expect(issueOf('https://192.168.0.1/', allowed)).toBe('private_address')
    expect(issueOf('https://8.8.8.8:25/', allowed)).toBe('port')
    expect(issueOf('http://8.8.8.8/', allowed)).toBe('not_https')
  })

  it('refuses a name as soon as one of its addresses is private', () => {
    const url = new URL('https://shop.example/hook')
    expect(addressIssue(url, ['8.8.8.8'], none)).toBeNull()
    expect(addressIssue(url, ['8.8.8.8', '10.0.0.1'], none)).toBe('private_address')
    expect(addressIssue(url, ['8.8.8.8', '10.0.0.1'], parseAllowed('10.0.0.0/8'))).toBeNull()
    expect(addressIssue(url, [], none)).toBe('unresolved')
  })

  it('trusts a host that is named, whatever it leads to', () => {
    const allowed = parseAllowed('crm.internal')
    expect(addressIssue(new URL('http://crm.internal:81/'), ['10.0.0.1'], allowed)).toBeNull()
    expect(addressIssue(new URL('http://other.internal/'), ['10.0.0.1'], allowed)).toBe('not_https')
    expect(issueOf('http://crm.internal.:81/', allowed)).toBeNull()
  })

  it('names entries of the setting that mean nothing', () => {
    const { names, networks, wrong } = parseAllowed(
      '10.0.0.0/8, crm.internal ,http://x/, 10.0.0.0/99,,CRM.Local',
    )
    expect([...names]).toEqual(['crm.internal', 'crm.local'])
    expect(networks).toHaveLength(1)
    expect(wrong).toEqual(['http://x/', '10.0.0.0/99'])
  })
})
