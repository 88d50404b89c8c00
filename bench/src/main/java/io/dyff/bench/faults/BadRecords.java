package io.dyff.bench.faults;

import io.dyff.local.launch.Platform;

/** Records on the topic of events that nobody of ours wrote, or not at this time. */
enum BadRecords implements Blow {
    /** Bytes that are no event, as the last of every partition. */
    POISON {
        @Override
        public void strike(Platform platform, Scene scene) {
            scene.records().poison();
        }

        @Override
        public int deadLetters(Scene scene) {
            return scene.records().partitions();
        }
    },
    /** All events of the case's evaluations once more, the oldest first: repeated, late, and out of order. */
    REPEATED {
        @Override
        public void strike(Platform platform, Scene scene) {
            scene.records().repeat();
        }
    }
}
