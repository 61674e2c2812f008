package dev.metabuilder.database.model;

import org.jboss.arquillian.container.test.api.RunAsClient;

/** What models do not take, over HTTP, from outside of the server. */
@RunAsClient
class HttpValidationIT extends ValidationContract {

    @Override
    Door door() {
        return new HttpDoor();
    }
}
