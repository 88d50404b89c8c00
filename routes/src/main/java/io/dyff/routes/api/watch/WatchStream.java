package io.dyff.routes.api.watch;

import io.dyff.routes.state.EntityVersion;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What one stream tells: where it begins, and what becomes of each change. */
interface WatchStream {

    /** True when a change can be one for this stream. Called by the thread that reads changes. */
    boolean concerns(EntityVersion change);

    /**
     * Reads where it begins, and gives the answer its headers; refuses what the caller may not see.
     *
     * @param now what is visible by now: later changes will be written
     */
    void prepare(Cursor now, HttpServletResponse response);

    /** Writes what its client lacks of what was read. */
    void open(EventWriter events) throws IOException;

    /** Writes a change, unless its client has it. */
    void write(EntityVersion change, EventWriter events) throws IOException;

    /** Writes what no change tells, about each second. */
    default void look(EventWriter events) throws IOException {}

    /** True when nothing but a deletion can follow. */
    boolean isOver();
}
