"""Makes the models and arrays of this folder with real Keras and prints what model.evaluate says of them. Usage: python make.py, in this folder."""
import json
import numpy as np
import keras

keras.utils.set_random_seed(7)
random = np.random.default_rng(1)
rows = 37  # no whole number of batches
x = random.normal(size=(rows, 3)).astype("float32")
y = (x[:, 0] + random.normal(size=rows) * 0.5 > 0).astype("int64")
np.save("bx.npy", x)
np.save("by.npy", y)


def tell(name, model, x, y):
    print(name, json.dumps({key: float(np.mean(value)) for key, value in model.evaluate(x, y, verbose=0, return_dict=True).items()}))


model = keras.Sequential([
    keras.layers.Input((3,)), keras.layers.Dense(4, activation="tanh", kernel_regularizer="l2"), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["accuracy", "auc"])
model.save("binary.keras")
model.save("binary.h5")
tell("binary", model, x, y)

left, right = keras.Input((3,), name="left"), keras.Input((2,), name="right")
both = keras.layers.Concatenate()([left, right])
model = keras.Model([left, right], [keras.layers.Dense(1, name="price")(both), keras.layers.Dense(2, name="size")(both)])
model.compile("adam", loss=["mse", "mae"], loss_weights=[1.0, 0.5], metrics=[["mae"], ["mse"]])
x2, price, size = random.normal(size=(rows, 2)), random.normal(size=(rows, 1)), random.normal(size=(rows, 2))
np.savez("two_x.npz", right=x2, left=x)  # not in the order of the inputs
np.savez("two_y.npz", price=price, size=size)
np.save("x2.npy", x2)
model.save("two.keras")
tell("two", model, [x, x2], [price, size])

model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(1)])
model.save("plain.keras")  # not compiled
np.save("ry.npy", x[:, :1] * 2)
model.compile("sgd", "huber", metrics=["mae", "r2_score"])
tell("plain", model, x, x[:, :1] * 2)
