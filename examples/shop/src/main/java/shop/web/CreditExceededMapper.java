package shop.web;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import shop.CreditExceededException;

/** Says that a customer cannot pay. */
@Provider
public class CreditExceededMapper implements ExceptionMapper<CreditExceededException> {
    @Override
    public Response toResponse(CreditExceededException e) {
        return Response.status(Response.Status.CONFLICT)
                .type(MediaType.APPLICATION_JSON)
                .entity(Map.of("error", e.getMessage()))
                .build();
    }
}
