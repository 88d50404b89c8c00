package io.dyff.local.controllers;

import io.dyff.local.kube.TestingTarget;
import java.nio.file.Path;

/** Our controllers do what is expected of a control plane. */
class ControllersContractIT extends ControllersContract {

    @Override
    TestingTarget open(Path folder) throws Exception {
        return TestingTarget.ours(folder);
    }
}
