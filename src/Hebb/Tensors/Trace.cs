namespace Hebb.Tensors;

/// <summary>
/// What a <c>Function</c> records while its code runs once on this thread: which parameters are read and what they are assigned.
/// Within a trace a parameter behaves like a variable: a read sees the latest assignment.
/// </summary>
internal sealed class Trace
{
    [ThreadStatic] private static Trace? s_current;

    private readonly Dictionary<Parameter, Tensor> _current = [];
    private readonly Dictionary<Parameter, List<Tensor>> _versions = [];

    /// <summary>The trace being recorded on this thread; null outside.</summary>
    public static Trace? Current => s_current;

    /// <summary>For each parameter the tensor that stands for its value when the program starts.</summary>
    public Dictionary<Parameter, Tensor> Reads { get; } = [];

    /// <summary>For each assigned parameter its value when the program ends, in order of first assignment.</summary>
    public Dictionary<Parameter, Tensor> Assignments { get; } = [];

    /// <summary>What the host does before each run of the program: an optimizer advances its learning rate, say.</summary>
    public List<Action> BeforeRun { get; } = [];

    /// <summary>The number of the step as an Int64 scalar: what makes random numbers differ from run to run.</summary>
    public required Tensor Step { get; init; }

    /// <summary>Whether the code runs on symbols only to learn shapes, and what it does is never computed.</summary>
    public bool IsSymbolic { get; init; }

    /// <summary>Runs code with this trace recording.</summary>
    public T Record<T>(Func<T> body)
    {
        Trace? outer = s_current;
        s_current = this;
        try
        {
            return body();
        }
        finally
        {
            s_current = outer;
        }
    }

    /// <summary>A tensor without a value: what code runs on where only shapes are wanted.</summary>
    /// <param name="index">Its number among the inputs of the code.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="type">Its type.</param>
    public static Tensor Symbol(int index, Shape shape, DType type) => new(new Input(index, shape, type), []);

    /// <summary>Runs code on symbols to learn shapes: parameters are symbols as well, and nothing is computed.</summary>
    public static T OnSymbols<T>(Func<T> body) => new Trace { Step = Tensor.Scalar(0, DType.Int64), IsSymbolic = true }.Record(body);

    /// <summary>Runs code as if outside of any trace: a layer makes its weights when it is first applied, which may be inside one.</summary>
    public static T Outside<T>(Func<T> body)
    {
        Trace? outer = s_current;
        s_current = null;
        try
        {
            return body();
        }
        finally
        {
            s_current = outer;
        }
    }

    /// <summary>What layers added to the loss, by layer.</summary>
    private Dictionary<object, List<Tensor>> Losses { get; } = [];

    /// <summary>Notes a scalar that is to be part of the loss.</summary>
    /// <param name="owner">The layer that adds it.</param>
    /// <param name="loss">The scalar.</param>
    public void AddLoss(object owner, Tensor loss)
    {
        if (!Losses.TryGetValue(owner, out List<Tensor>? list)) { Losses[owner] = list = []; }
        list.Add(loss);
    }

    /// <summary>The scalars that a layer added to the loss.</summary>
    public IReadOnlyList<Tensor> LossesOf(object owner) => Losses.GetValueOrDefault(owner) ?? [];

    /// <summary>The parameter's value at this point of the trace.</summary>
    public Tensor Value(Parameter parameter)
    {
        if (_current.TryGetValue(parameter, out Tensor? value)) { return value; }
        Tensor read = new(new ParameterRead(parameter), []);
        Reads[parameter] = read;
        return See(parameter, read);
    }

    /// <summary>All values that reads of the parameter have seen or may see: the one at the start, and one for each assignment.</summary>
    public IReadOnlyList<Tensor> Versions(Parameter parameter)
    {
        _ = Value(parameter);
        return _versions[parameter];
    }

    /// <summary>
    /// Makes later reads see this value, and stores it when the program ends. To later reads it is a number: gradients do not pass through how it was computed.
    /// </summary>
    public void Assign(Parameter parameter, Tensor value)
    {
        Assignments[parameter] = value;
        See(parameter, new(new StopGradient(), [value]));
    }

    private Tensor See(Parameter parameter, Tensor value)
    {
        if (!_versions.TryGetValue(parameter, out List<Tensor>? versions)) { _versions[parameter] = versions = []; }
        versions.Add(value);
        return _current[parameter] = value;
    }
}
