package io.dyff.routes.component.kubeinformer;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was taken last of each object; of the longest untouched ones nothing is known after a while. */
public final class Taken<V> {
    private final Map<String, V> last;

    /**
     * @param size how many objects are remembered
     */
    public Taken(int size) {
        this.last = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > size;
            }
        };
    }

    public synchronized boolean is(String uid, V version) {
        return version.equals(last.get(uid));
    }

    public synchronized void put(String uid, V version) {
        last.put(uid, version);
    }

    public synchronized void forget(String uid) {
        last.remove(uid);
    }
}
