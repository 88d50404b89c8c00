package io.dyff.kube.cel;

import static io.dyff.kube.cel.Kind.ANY;
import static io.dyff.kube.cel.Kind.BOOL;
import static io.dyff.kube.cel.Kind.DOUBLE;
import static io.dyff.kube.cel.Kind.INT;
import static io.dyff.kube.cel.Kind.LIST;
import static io.dyff.kube.cel.Overload.member;

import dev.cel.common.exceptions.CelInvalidArgumentException;
import java.util.List;

/** What rules ask of whole lists. */
final class ListFunctions {

    private ListFunctions() {}

    @SuppressWarnings("rawtypes")
    static List<Overload> all() {
        return List.of(
                member("isSorted", BOOL, LIST, ListFunctions::isSorted),
                member("min", ANY, LIST, list -> extreme(list, -1)),
                member("max", ANY, LIST, list -> extreme(list, 1)),
                member("sum", INT, Kind.listOf(INT), ListFunctions::sum),
                member("sum", DOUBLE, Kind.listOf(DOUBLE), ListFunctions::total),
                member("indexOf", INT, LIST, ANY, (list, item) -> (long) list.indexOf(item)),
                member("lastIndexOf", INT, LIST, ANY, (list, item) -> (long) list.lastIndexOf(item)));
    }

    private static boolean isSorted(List<?> list) {
        for (int i = 1; i < list.size(); i++) {
            if (compare(list.get(i - 1), list.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static Object extreme(List<?> list, int sign) {
        if (list.isEmpty()) {
            throw new CelInvalidArgumentException((sign < 0 ? "min" : "max") + " called on empty list");
        }
        Object found = list.get(0);
        for (Object item : list) {
            found = compare(item, found) * sign > 0 ? item : found;
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object left, Object right) {
        if (left instanceof Comparable<?> comparable && left.getClass() == right.getClass()) {
            return ((Comparable<Object>) comparable).compareTo(right);
        }
        throw new CelInvalidArgumentException("no such overload");
    }

    private static long sum(List<?> list) {
        long sum = 0;
        for (Object item : list) {
            sum = Math.addExact(sum, (Long) item);
        }
        return sum;
    }

    private static double total(List<?> list) {
        double sum = 0;
        for (Object item : list) {
            sum += (Double) item;
        }
        return sum;
    }
}
