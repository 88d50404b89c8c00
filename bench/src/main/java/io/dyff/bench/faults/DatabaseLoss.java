package io.dyff.bench.faults;

import io.dyff.local.launch.Platform;

/** Rows are gone while all processes run: the topics must give them back, and nothing that runs may be touched. */
enum DatabaseLoss implements Blow {
    /** The tables of entities and admissions are emptied; the positions stay. */
    EMPTIED {
        @Override
        public void strike(Platform platform, Scene scene) {
            scene.database().run("empty.sql");
        }
    },
    /** The copy of the time before the case is put back, positions and all. */
    RESTORED {
        @Override
        public void prepare(Scene scene) {
            scene.database().run("copy.sql");
        }

        @Override
        public void strike(Platform platform, Scene scene) {
            scene.database().run("restore.sql");
        }
    }
}
