package io.dyff.routes.http;

import io.dyff.routes.http.problem.Problem;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

/**
 * Gives the common body to requests that Tomcat refuses before any filter sees them, such as an illegal request line, and
 * ends the connection of an answer that could not be finished.
 */
public final class JsonErrorValve extends ErrorReportValve {
    /** Attribute of a request whose answer broke off on its way: the fault. */
    static final String BROKEN_OFF = "dyff.brokenOff";

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        super.invoke(request, response);
        if (request.getAttribute(BROKEN_OFF) instanceof Throwable fault) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, fault);
        }
    }

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
