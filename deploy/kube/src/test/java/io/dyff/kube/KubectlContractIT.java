package io.dyff.kube;

import java.nio.file.Path;

/** The real kubectl finds in our server what it expects. */
class KubectlContractIT extends KubectlContract {

    @Override
    protected TestingTarget open(Path folder) throws Exception {
        return TestingTarget.ours(folder);
    }
}
