namespace Hebb.Models;

public partial class Model
{
    /// <summary>
    /// The number of threads that share the model's large kernels, in training and prediction, from the next step on: two models of one process may each have
    /// their own. Results do not depend on it, bit for bit. Null, the default, for as many as the process uses: <see cref="Compute.Threads"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int? Threads
    {
        get;
        set
        {
            SettingRange.AtLeast(1, value);
            field = value;
            _predict?.Threads = value;
            _plan?.Threads = value;
        }
    }
}
