import { BlockList, isIP } from 'node:net';

/** Addresses that are not of one machine in the public internet (IANA special-purpose registries). */
const special = new BlockList();
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  special.addSubnet(address, prefix, 'ipv4');
for (const [address, prefix] of [
  // Protocols of the IETF, Teredo among them; 6to4, which holds an IPv4 address; documentation.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  special.addSubnet(address, prefix, 'ipv6');
const unicast = new BlockList();
unicast.addSubnet('2000::', 3, 'ipv6');

/**
 * Whether an address belongs to a machine in the public internet: not private, loopback, link-local, shared, multicast or reserved.
 * Of IPv6 only 2000::/3 is given to such machines, so that mapped and translated IPv4 addresses are none of them.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4');
    case 6:
      return unicast.check(address, 'ipv6') && !special.check(address, 'ipv6');
    default:
      return false;
  }
}

/** Of a network of one's own: private, shared or loopback. Link-local addresses are none, which clouds keep for logins of machines. */
const own = new BlockList();
for (const [address, prefix] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  own.addSubnet(address, prefix, 'ipv4');
own.addSubnet('fc00::', 7, 'ipv6');
own.addAddress('::1', 'ipv6');
// Where machines of AWS fetch their logins over IPv6.
const logins = new BlockList();
logins.addAddress('fd00:ec2::254', 'ipv6');

/** Whether an address belongs to a machine of a private network or to this one. */
export function isPrivateAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return own.check(address, 'ipv4');
    case 6:
      return own.check(address, 'ipv6') && !logins.check(address, 'ipv6');
    default:
      return false;
  }
}
