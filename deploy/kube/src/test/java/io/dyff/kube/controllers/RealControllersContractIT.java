package io.dyff.kube.controllers;

import io.dyff.kube.TestingTarget;
import java.nio.file.Path;

/** What is expected of controllers is what the real ones do. */
class RealControllersContractIT extends ControllersContract {

    @Override
    protected TestingTarget open(Path folder) throws Exception {
        return TestingTarget.real();
    }
}
