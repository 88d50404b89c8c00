package io.dyff.routes.http;

import io.dyff.routes.problem.Problem;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Gives the common body to requests that Tomcat refuses before any filter sees them, such as an illegal request line. */
public final class JsonErrorValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable fault) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType("application/json");
            response.getOutputStream()
                    .write(Problem.of(response.getStatus(), "the request line or a header cannot be understood")
                            .body());
            response.finishResponse();
        } catch (IOException e) {
            // The connection is gone; there is nobody left to tell.
            containerLog(e);
        }
    }

    private void containerLog(IOException e) {
        getContainer().getLogger().debug("error answer not delivered", e);
    }
}
