package org.presencehub.binding.form;

import jakarta.json.bind.Jsonb;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The Java types that have a form of their own on the wire, each with its counterpart of .NET. Stateless. */
public final class WireForms {
    private WireForms() {}

    /**
     * {@return those that are not the same in both encodings, or not what JSON-B writes}
     *
     * @param jsonb knows adapters of an application's own alone
     */
    public static List<WireForm<?>> written(BindingOptions options, Jsonb jsonb) {
        List<WireForm<?>> forms = new ArrayList<>(TimeForms.all(true));
        forms.add(new DecimalForm());
        forms.add(new LargeIntegerForm());
        forms.add(new BytesForm());
        if (options.enumsAsNumbers()) {
            forms.add(new EnumForm(jsonb));
        }
        return forms;
    }

    /**
     * {@return those that clients write in other ways than JSON-B reads}
     *
     * @param textAlone whether times are text, as in JSON
     * @param own types that JSON-B is to read alone
     * @param jsonb knows adapters of an application's own alone
     */
    public static List<TwoWayForm<?>> read(boolean textAlone, Set<Class<?>> own, Jsonb jsonb) {
        List<TwoWayForm<?>> forms = new ArrayList<>(TimeForms.all(textAlone));
        forms.add(new EnumForm(jsonb));
        forms.add(new UntypedForm());
        forms.removeIf(form -> form.isAmong(own));
        return forms;
    }
}
