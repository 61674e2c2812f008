package dev.metabuilder.database.model;

import org.jboss.arquillian.container.test.api.RunAsClient;

/** The contract of the models over HTTP, from outside of the server. */
@RunAsClient
class HttpContractIT extends CycleContract {

    @Override
    Door door() {
        return new HttpDoor();
    }

    /** Installing what is installed: 200. */
    @Override
    boolean isInstall(Sample sample) {
        return sample.section().name().equals("installedPackages");
    }
}
