using System.Globalization;
using System.Reflection;

namespace Hebb.Tests;

/// <summary>
/// Tries every numeric setting of every public class of an assembly, as parameter of its constructor and as property, with numbers that can hardly be meant.
/// What is no number, infinite or negative has to be refused by the name of the setting, unless a table says why it is right. All else is taken, or refused
/// by name.
/// </summary>
internal sealed class NumericSettings
{
    private static readonly object[] s_doubles = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1.0, 0.0, 1.0, 1.5, 1e300];
    private static readonly object[] s_floats = [float.NaN, float.PositiveInfinity, -1f, 0f, 1f];
    private static readonly object[] s_ints = [-1, int.MinValue, 0, 1, int.MaxValue];
    private static readonly object[] s_longs = [-1L, long.MinValue, 0L, 1L, long.MaxValue];

    private readonly List<string> _wrong = [];
    private int _settings;

    /// <summary>What the library fills in and users read: there is nothing to set.</summary>
    public required string[] Reports { get; init; }

    /// <summary>Settings for which negative numbers are right, with the reason.</summary>
    public required Dictionary<string, string> Signed { get; init; }

    /// <summary>Settings that may even be no number, with the reason.</summary>
    public Dictionary<string, string> Any { get; init; } = [];

    /// <summary>Arguments of constructors that numbers and defaults do not make.</summary>
    public Func<Type, int, object?> Sample { get; init; } = (_, _) => null;

    /// <summary>Tries all; fails with a list of what is wrong.</summary>
    /// <param name="assembly">Where the classes are.</param>
    /// <param name="least">Fewer settings mean that they were not found.</param>
    public void Check(Assembly assembly, int least)
    {
        foreach (Type type in assembly.GetExportedTypes().Where(HasSettings))
        {
            foreach (ConstructorInfo constructor in type.GetConstructors())
            {
                ParameterInfo[] parameters = constructor.GetParameters();
                if (parameters.Length == 1 && parameters[0].ParameterType == type) { continue; }
                object?[]? arguments = Possible(constructor);
                if (arguments is null)
                {
                    if (parameters.Any(parameter => Tries(parameter.ParameterType).Length > 0)) { _wrong.Add($"{type.Name} cannot be made: add a sample"); }
                    continue;
                }

                for (int i = 0; i < parameters.Length; i++)
                {
                    int at = i;
                    _settings += Try(type, parameters[i].Name!, parameters[i].ParameterType, value =>
                    {
                        object?[] changed = [.. arguments];
                        changed[at] = value;
                        constructor.Invoke(changed);
                    });
                }

                foreach (PropertyInfo property in type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }))
                {
                    _settings += Try(
                        type, property.Name, property.PropertyType, value => property.SetValue(constructor.Invoke(arguments), value));
                }
            }
        }

        Assert.True(_wrong.Count == 0, string.Join('\n', _wrong.Distinct()));
        Assert.True(_settings >= least, $"only {_settings} settings were found");
    }

    private bool HasSettings(Type type) => !type.IsAbstract && !type.IsEnum && !type.IsGenericTypeDefinition && !type.IsAssignableTo(typeof(Exception))
        && !type.IsAssignableTo(typeof(Delegate)) && !Reports.Contains(type.Name);

    private int Try(Type type, string name, Type valueType, Action<object> set)
    {
        object[] tries = Tries(valueType);
        foreach (object value in tries)
        {
            string? problem = null;
            try
            {
                set(value);
                double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                if (!Any.ContainsKey($"{type.Name}.{name}") && (!double.IsFinite(number) || number < 0 && !Signed.ContainsKey(name)))
                {
                    problem = "is taken";
                }
            }
            catch (TargetInvocationException error) when (error.InnerException is ArgumentException refused)
            {
                // Two settings that exclude each other are named by either.
                if (!refused.Message.Contains(name, StringComparison.OrdinalIgnoreCase) && value is double.NaN or -1.0 or -1 or -1L)
                {
                    problem = $"is refused without its name: {refused.Message}";
                }
            }
            catch (TargetInvocationException error)
            {
                problem = $"is {error.InnerException!.GetType().Name}: {error.InnerException.Message}";
            }

            if (problem is not null) { _wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{type.Name}.{name} = {value} {problem}")); }
        }

        return Math.Min(1, tries.Length);
    }

    private static object[] Tries(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(double) => s_doubles,
        var t when t == typeof(float) => s_floats,
        var t when t == typeof(int) => s_ints,
        var t when t == typeof(long) => s_longs,
        _ => [],
    };

    /// <summary>Arguments that the constructor takes; null if none of the samples does.</summary>
    private object?[]? Possible(ConstructorInfo constructor)
    {
        for (int sample = 0; sample < 4; sample++)
        {
            object?[] arguments = [.. constructor.GetParameters().Select(parameter => Argument(parameter, sample))];
            try
            {
                constructor.Invoke(arguments);
                return arguments;
            }
            catch (Exception error) when (error is TargetInvocationException or ArgumentException) { }
        }

        return null;
    }

    private object? Argument(ParameterInfo parameter, int sample)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (parameter.HasDefaultValue)
        {
            object? value = parameter.DefaultValue;
            return value is not null && type.IsEnum ? Enum.ToObject(type, value) : value;
        }

        if (type == typeof(int)) { return new[] { 2, 1, 4, 3 }[sample]; }
        if (type == typeof(long)) { return 4L; }
        if (type == typeof(double)) { return sample == 0 ? 0.5 : (double)sample; }
        if (type == typeof(string)) { return "x"; }
        return Sample(type, sample) ?? (type.IsValueType ? Activator.CreateInstance(type) : null);
    }
}
