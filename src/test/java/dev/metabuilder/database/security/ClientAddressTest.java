package dev.metabuilder.database.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

/** Which addresses count as one caller. */
class ClientAddressTest {

    @Test
    void anAddressOfIpv4IsItself() {
        assertEquals("192.0.2.1", ClientAddress.network("192.0.2.1"));
        assertEquals("192.0.2.1", ClientAddress.network("192.0.2.1"));
        assertEquals("anything else", ClientAddress.network("anything else"));
        assertEquals(64, ClientAddress.network("x".repeat(1_000)).length());
    }

    @Test
    void anAddressOfIpv6IsItsNetwork() {
        assertEquals(
                ClientAddress.network("2001:db8:1:2::1"), ClientAddress.network("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assertNotEquals(ClientAddress.network("2001:db8:1:2::1"), ClientAddress.network("2001:db8:1:3::1"));
        assertEquals(":::not:one", ClientAddress.network(":::not:one"));
    }
}
