package dev.metabuilder.database.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

/** Whose failures count together. */
class AddressTest {

    @Test
    void anAddressOfIpv4IsItself() {
        assertEquals("192.0.2.1", Address.network("192.0.2.1"));
        assertEquals("192.0.2.1", Address.network("192.0.2.1"));
        assertEquals("anything else", Address.network("anything else"));
        assertEquals(64, Address.network("x".repeat(1_000)).length());
    }

    @Test
    void anAddressOfIpv6IsItsNetwork() {
        assertEquals(Address.network("2001:db8:1:2::1"), Address.network("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assertNotEquals(Address.network("2001:db8:1:2::1"), Address.network("2001:db8:1:3::1"));
        assertEquals(":::not:one", Address.network(":::not:one"));
    }
}
